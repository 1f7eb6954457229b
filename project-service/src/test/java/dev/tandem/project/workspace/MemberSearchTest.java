package dev.tandem.project.workspace;

import static dev.tandem.kit.testing.Awaiting.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.contracts.Role;
import dev.tandem.project.OnDatabase;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Searches among many members, in a workspace beside another one with members of the same names. */
class MemberSearchTest {

    private static final UUID ACME = UUID.fromString("01980a3e-0000-7000-8000-000000000001");
    private static final UUID OTHER = UUID.fromString("01980a3e-0000-7000-8000-000000000002");
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final int MANY = 5_000;

    private static final OnDatabase DATABASE = new OnDatabase("member_search");
    private static final MemberStore MEMBERS = new MemberStore(DATABASE.pool);

    @BeforeAll
    static void two_workspaces() {
        for (UUID workspace : List.of(ACME, OTHER)) {
            get(DATABASE.pool
                    .preparedQuery("INSERT INTO workspace VALUES ($1, 'Acme', 1, now(), 'alice')")
                    .execute(Tuple.of(workspace)));
            get(MEMBERS.insertAll(List.of(
                    member(workspace, "auth0|5F7c", "Ada Lovelace"),
                    member(workspace, "o'brien@example.com", "Łucja O’Brien-Ørsted"),
                    member(workspace, "jörg", "Jörg Müller"),
                    member(workspace, "nobody", null),
                    member(workspace, "ivan", "Иван Σίσυφος"),
                    member(workspace, "--", "李小龍"))));
        }
        get(MEMBERS.insertAll(IntStream.range(0, MANY)
                .mapToObj(i -> member(ACME, "user-%05d".formatted(i), "Grace Hopper " + i))
                .toList()));
        get(DATABASE.pool.query("ANALYZE member").execute());
    }

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @ParameterizedTest
    @CsvSource({
        "ada, auth0|5F7c",
        "ADA LOVE, auth0|5F7c",
        "love ad, auth0|5F7c",
        "auth0|5f, auth0|5F7c",
        "lucja, o'brien@example.com",
        "orst, o'brien@example.com",
        "O’Brien, o'brien@example.com",
        "brien@ex, o'brien@example.com",
        "jorg, jörg",
        "JÖRG MULL, jörg",
        "nob, nobody",
        "ИВАН, ivan",
        "σισυφοσ, ivan",
        "ΣΊΣΥΦΟΣ, ivan",
        "李小, --",
        "hopper 4999, user-04999",
    })
    void a_member_is_found_by_the_beginnings_of_words_whatever_their_case_and_accents(String text, String userId) {
        assertThat(found(text)).containsExactly(userId);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ovelace", "ada hopper", "adaa", "-", "' | '", "&", "x:*", "\\", "ada:* | grace"})
    void nobody_else_is(String text) {
        assertThat(found(text)).isEmpty();
    }

    @Test
    void many_are_found_in_pages_in_the_order_of_their_ids() {
        List<String> all = new ArrayList<>();
        String after = "";
        List<Member> page;
        do {
            page = get(MEMBERS.search(ACME, "jörg", "grace", after, 1_000)).orElseThrow();
            page.forEach(member -> all.add(member.userId()));
            after = page.isEmpty() ? after : page.get(page.size() - 1).userId();
        } while (!page.isEmpty());

        assertThat(all).hasSize(MANY).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void a_stranger_finds_nothing() {
        assertThat(get(MEMBERS.search(ACME, "eve", "ada", "", 10))).isEqualTo(Optional.empty());
        assertThat(get(MEMBERS.search(OTHER, "user-00001", "ada", "", 10))).isEqualTo(Optional.empty());
    }

    @Test
    void a_new_name_is_found_at_once_and_the_former_one_is_not() {
        get(MEMBERS.update(member(OTHER, "nobody", "Somebody")));
        assertThat(get(MEMBERS.search(OTHER, "jörg", "some", "", 10)).orElseThrow())
                .extracting(Member::userId)
                .containsExactly("nobody");

        get(MEMBERS.update(member(OTHER, "nobody", null)));
        assertThat(get(MEMBERS.search(OTHER, "jörg", "some", "", 10)).orElseThrow())
                .isEmpty();
    }

    @Test
    void the_longest_names_of_the_widest_characters_can_be_kept() {
        String longest = "\uFDFA".repeat(255);
        get(MEMBERS.insertAll(List.of(member(OTHER, longest, "\uFDFA".repeat(200)))));
        assertThat(get(MEMBERS.search(OTHER, "jörg", longest.substring(0, 100), "", 10))
                        .orElseThrow())
                .extracting(Member::userId)
                .containsExactly(longest);
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "force_generic_plan"})
    void the_index_of_words_leads_to_those_who_are_found(String planning) {
        String plan = get(DATABASE.pool.withTransaction(tx -> tx.query("SET LOCAL plan_cache_mode = " + planning)
                .execute()
                .compose(set -> tx.query("SET LOCAL enable_seqscan = off").execute())
                .compose(set -> tx.preparedQuery("EXPLAIN " + MemberStore.SEARCH)
                        .execute(Tuple.of(ACME, "jörg", "", 51, "hopper 49")))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getString(0))
                        .reduce("", (all, line) -> all + line + "\n"))));

        assertThat(plan).containsPattern("CTE found\n\\s+->  Bitmap Heap Scan on member ");
        assertThat(plan).containsPattern("->  Bitmap Index Scan on member_by_word ");
        assertThat(plan).doesNotContain("Seq Scan");
    }

    private static List<String> found(String text) {
        return get(MEMBERS.search(ACME, "jörg", text, "", 10)).orElseThrow().stream()
                .map(Member::userId)
                .toList();
    }

    private static Member member(UUID workspace, String userId, @Nullable String name) {
        return new Member(workspace, userId, Role.member, null, name, NOW);
    }
}
