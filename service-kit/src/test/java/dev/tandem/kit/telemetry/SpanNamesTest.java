package dev.tandem.kit.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpanNamesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SELECT 1                                                                         | SELECT
            SELECT pg_try_advisory_lock($1, $2)                                              | SELECT
            SELECT * FROM operation WHERE id = $1 FOR UPDATE                                 | SELECT operation
            SELECT p FROM generate_series(0, $1) WHERE EXISTS (SELECT 1 FROM outbox)         | SELECT outbox
            SELECT m.role FROM unnest($1::uuid[]) AS asked (id) JOIN member m ON m.id = asked.id | SELECT member
            INSERT INTO outbox (id) SELECT * FROM unnest($1::uuid[])                         | INSERT outbox
            INSERT INTO membership (id) VALUES ($1) ON CONFLICT (id) DO UPDATE SET version=1 | INSERT membership
            update Operation o SET status = $1                                               | UPDATE operation
            DELETE FROM inbox WHERE id IN (SELECT id FROM gone)                              | DELETE inbox
            WITH fresh AS (INSERT INTO project (id) VALUES ($1)) SELECT * FROM fresh         | INSERT project
            CREATE TABLE IF NOT EXISTS inbox_1 PARTITION OF inbox                            | CREATE
            """)
    void a_query_is_named_by_its_verb_and_first_table(String sql, String summary) {
        assertThat(QuerySummary.of(sql)).isEqualTo(summary);
    }

    @ParameterizedTest
    @CsvSource({
        "http://h:8080/v1/permissions?action=x, /v1/permissions",
        "http://h/v1/projects/0197c0de-0000-7000-8000-000000000000, /v1/projects/{id}",
        "http://h/v1/workspaces/17/members/anna, /v1/workspaces/{id}/members/{id}",
        "http://h/v1/projects/17/activity?limit=10, /v1/projects/{id}/activity",
        "http://h/v1/notifications/unread-count, /v1/notifications/unread-count",
        "http://h/.well-known/jwks.json, /.well-known/jwks.json",
        "http://h?x=1, /"
    })
    void a_call_is_named_by_its_path_without_ids(String url, String template) {
        assertThat(CallTarget.of(url).template()).isEqualTo(template);
        assertThat(CallTarget.of(url).url()).doesNotContain("?");
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/>/v1/projects/:projectId, /v1/projects/{projectId}, true",
        "/v1/projects, /v1/projects, true",
        "/v1/>/projects/:id, /v1/projects/{id}, true",
        "/mounted/>/inner/>/:id, /mounted/inner/{id}, true",
        "/v1/>/v1/things/{id}:mend, /v1/things/{id}:mend, true",
        "/v1/, /v1/, false",
        "'', '', false",
        "/, /, true"
    })
    void routes_are_put_together_as_they_look_from_outside(String joined, String path, boolean complete) {
        assertThat(RouteTemplate.of(joined)).isEqualTo(new RouteTemplate(path));
        assertThat(RouteTemplate.of(joined).complete()).isEqualTo(complete);
    }
}
