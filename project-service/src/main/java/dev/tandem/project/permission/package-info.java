/** The question that other services ask before they accept anything: may this user do that? */
@NullMarked
package dev.tandem.project.permission;

import org.jspecify.annotations.NullMarked;
