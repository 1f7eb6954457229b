package dev.tandem.bench.requestdriven;

import java.util.UUID;

/** What is created. */
record Project(UUID id, UUID workspace, String name, String creator) {}
