package dev.tandem.project.section;

import dev.tandem.contracts.SectionCreated;
import dev.tandem.contracts.SectionFact;
import dev.tandem.contracts.SectionReordered;
import dev.tandem.kit.table.Columns;
import dev.tandem.kit.table.Times;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/**
 * A section of a project.
 *
 * @param rank sorts it among the sections of its project
 * @param shifts other ranks that it got to make room for another section
 * @param version 1 when new, one more with each change; shifts do not count
 * @param built true if it came from the project's template
 */
public record Section(
        UUID id,
        UUID workspaceId,
        UUID projectId,
        String name,
        String rank,
        int shifts,
        long version,
        boolean built,
        Instant createdAt) {

    private static final Columns<Section> CURRENT = Columns.<Section>none()
            .id("id", Section::id)
            .text("name", Section::name)
            .text("rank", Section::rank)
            .bigint("version", Section::version);

    private static final Columns<Section> SHOWN =
            CURRENT.id("project_id", Section::projectId).time("created_at", Section::createdAt);

    /** The id and all mutable columns. */
    static final Columns<Section> CHANGING = CURRENT.integer("shifts", Section::shifts);

    static final Columns<Section> COLUMNS = CHANGING.id("project_id", Section::projectId)
            .time("created_at", Section::createdAt)
            .id("workspace_id", Section::workspaceId)
            .flag("built", Section::built);

    public static Section from(SectionCreated fact, Instant at) {
        String rank = Objects.requireNonNull(fact.rank());
        return new Section(fact.sectionId(), fact.workspaceId(), fact.projectId(), fact.name(), rank, 0, 1, false, at);
    }

    static Section from(Row row) {
        return new Section(
                row.getUUID("id"),
                row.getUUID("workspace_id"),
                row.getUUID("project_id"),
                row.getString("name"),
                row.getString("rank"),
                row.getInteger("shifts"),
                row.getLong("version"),
                row.getBoolean("built"),
                Times.in(row, "created_at"));
    }

    /** Returns true if the section is in that workspace and project. */
    public boolean isIn(UUID workspace, UUID project) {
        return workspaceId.equals(workspace) && projectId.equals(project);
    }

    /** Returns the section after one of its facts. */
    public Section after(SectionFact fact, long sequence) {
        String other = fact instanceof SectionReordered reordered ? reordered.rank() : rank;
        return new Section(id, workspaceId, projectId, fact.name(), other, shifts, sequence, built, createdAt);
    }

    /** Returns the section with another rank, which makes room for another section. */
    public Section shifted(String other) {
        return new Section(id, workspaceId, projectId, name, other, shifts + 1, version, built, createdAt);
    }

    String etag() {
        return version + "-" + shifts;
    }

    JsonObject toJson() {
        return SHOWN.toJson(this);
    }
}
