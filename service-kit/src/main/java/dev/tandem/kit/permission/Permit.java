package dev.tandem.kit.permission;

import java.util.UUID;

/** The answer yes: in which workspace, and by which role. */
public record Permit(UUID workspaceId, String role) {}
