package dev.tandem.contracts;

/** Role of a member in a workspace or in a project, which decides what the member may do. On the wire in lower case. */
public enum Role {
    owner,
    admin,
    member,
    viewer
}
