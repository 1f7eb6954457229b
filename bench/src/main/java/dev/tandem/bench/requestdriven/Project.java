package dev.tandem.bench.requestdriven;

import java.util.UUID;

/** A project to create. */
record Project(UUID id, UUID workspace, String name, String creator) {}
