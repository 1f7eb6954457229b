/** Answers the question that other services ask before they accept a request: may this user do that? */
@NullMarked
package dev.tandem.project.permission;

import org.jspecify.annotations.NullMarked;
