package dev.tandem.local.command;

import dev.tandem.local.demo.DemoWorkspace;
import java.net.URI;
import java.util.UUID;

/** Writes a command line with which users can begin. */
final class SampleRequest {

    private static final int DEFAULT_PORT = 8080;

    private SampleRequest() {}

    static String creatingAProject(URI gateway, UUID workspace) {
        String port = gateway.getPort() == DEFAULT_PORT ? "" : " --port " + gateway.getPort();
        return "curl -i %s/v1/projects -H \"Authorization: Bearer $(%s token %s%s)\" -H 'Content-Type: application/json' -d '{\"workspaceId\":\"%s\",\"name\":\"Apollo\"}'"
                .formatted(gateway, Place.command(), DemoWorkspace.OWNER, port, workspace);
    }
}
