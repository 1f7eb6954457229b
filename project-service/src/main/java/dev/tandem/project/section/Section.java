package dev.tandem.project.section;

import dev.tandem.contracts.SectionCreated;
import dev.tandem.kit.table.Columns;
import dev.tandem.kit.table.Times;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.UUID;

/**
 * A section of a project.
 *
 * @param position its place in the project, from 1; unique within the project
 * @param built true if it came from the project's template
 */
public record Section(
        UUID id, UUID workspaceId, UUID projectId, String name, int position, boolean built, Instant createdAt) {

    private static final Columns<Section> SHOWN = Columns.<Section>none()
            .id("id", Section::id)
            .id("project_id", Section::projectId)
            .text("name", Section::name)
            .integer("position", Section::position)
            .time("created_at", Section::createdAt);

    static final Columns<Section> COLUMNS =
            SHOWN.id("workspace_id", Section::workspaceId).flag("built", Section::built);

    public static Section from(SectionCreated fact, int position, Instant at) {
        return new Section(fact.sectionId(), fact.workspaceId(), fact.projectId(), fact.name(), position, false, at);
    }

    static Section from(Row row) {
        return new Section(
                row.getUUID("id"),
                row.getUUID("workspace_id"),
                row.getUUID("project_id"),
                row.getString("name"),
                row.getInteger("position"),
                row.getBoolean("built"),
                Times.in(row, "created_at"));
    }

    JsonObject toJson() {
        return SHOWN.toJson(this);
    }
}
