/** Diagnosis for operators: operations of all users, and why one is in its state. */
@NullMarked
package dev.tandem.gateway.diagnosis;

import org.jspecify.annotations.NullMarked;
