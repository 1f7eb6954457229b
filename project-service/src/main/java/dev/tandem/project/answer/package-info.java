/** Ways to answer that several features share. Depends on the web server alone. */
@NullMarked
package dev.tandem.project.answer;

import org.jspecify.annotations.NullMarked;
