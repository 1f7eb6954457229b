package dev.tandem.bench.requestdriven;

import java.util.UUID;

/** Project to create. */
record Project(UUID id, UUID workspace, String name, String creator) {}
