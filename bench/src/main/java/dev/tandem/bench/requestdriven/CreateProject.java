package dev.tandem.bench.requestdriven;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Creates a project completely, step by step on the thread of the request, in one transaction: permission, project, mail to every
 * member, feed, analytics. A mail failure must undo the project, which is why mail is sent inside the transaction.
 */
final class CreateProject {

    private static final int LONGEST_NAME = 200;

    private final DataSource connections;
    private final TeamMail mail;

    CreateProject(DataSource connections, TeamMail mail) {
        this.connections = connections;
        this.mail = mail;
    }

    /** Blocks until everything is done. */
    Answer apply(String user, Buffer body) throws SQLException, IOException {
        UUID workspace;
        String name;
        try {
            JsonObject wish = body.toJsonObject();
            workspace = UUID.fromString(wish.getString("workspaceId", ""));
            name = wish.getString("name", "");
        } catch (DecodeException | IllegalArgumentException | ClassCastException e) {
            return Answer.refused(400, "The body is not a project.");
        }
        if (name.isBlank() || name.length() > LONGEST_NAME) {
            return Answer.refused(422, "The name is missing or too long.");
        }
        try (Connection connection = connections.getConnection()) {
            return create(new Project(UUID.randomUUID(), workspace, name, user), new Tables(connection));
        }
    }

    private Answer create(Project project, Tables tables) throws SQLException, IOException {
        try {
            if (!tables.isMember(project.workspace(), project.creator())) {
                tables.rollback();
                return Answer.refused(403, "The caller is not a member of this workspace.");
            }
            tables.insert(project);
            mail.tell(tables.addresses(project.workspace()), project.name());
            tables.addToFeed(project);
            tables.countIn(project.workspace());
            tables.commit();
        } catch (SQLException | IOException failure) {
            tables.rollback();
            throw failure;
        }
        JsonObject made = new JsonObject().put("id", project.id().toString()).put("name", project.name());
        return new Answer(201, "/v1/projects/" + project.id(), made.encode());
    }
}
