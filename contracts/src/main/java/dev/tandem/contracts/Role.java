package dev.tandem.contracts;

/** What a member of a workspace, or of a project, may do. On the wire in lower case. */
public enum Role {
    owner,
    admin,
    member,
    viewer
}
