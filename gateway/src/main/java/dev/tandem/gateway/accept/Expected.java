package dev.tandem.gateway.accept;

import dev.tandem.kit.http.Problems;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the versions that {@code If-Match} allows for a change (RFC 9110, 13.1.1). Keeps only tags that can be an ETag of
 * this API. Weak tags are dropped, because they never match in {@code If-Match}.
 *
 * @param versions in the order of the header; null if any version will do
 */
public record Expected(@Nullable List<Long> versions) {

    private static final Expected ANY = new Expected(null);

    /** A tag with the comma after it, or a comma alone. */
    private static final Pattern ELEMENT =
            Pattern.compile("[ \\t]*(?:(W/)?\"([\\x21\\x23-\\x7e\\x80-\\x{ffff}]*)\")?[ \\t]*(?:,|\\z)");

    /** The version, followed by a count that it does not cover: that of a task's comments. */
    private static final Pattern VERSION = Pattern.compile("([1-9][0-9]{0,17})(?:-[0-9]{1,10})?");

    /** @throws dev.tandem.kit.http.ProblemException 400 when the header is not a list of tags */
    public static Expected by(RoutingContext ctx) {
        List<String> lines = ctx.request().headers().getAll("If-Match");
        return lines.isEmpty() ? ANY : in(String.join(",", lines));
    }

    static Expected in(String header) {
        if (header.strip().equals("*")) {
            return ANY;
        }
        List<Long> versions = new ArrayList<>();
        Matcher element = ELEMENT.matcher(header);
        int tags = 0;
        for (int at = 0; at < header.length(); at = element.end()) {
            if (!element.region(at, header.length()).lookingAt()) {
                throw malformed();
            }
            String tag = element.group(2);
            if (tag != null) {
                tags++;
                Matcher version = VERSION.matcher(tag);
                if (element.group(1) == null && version.matches()) {
                    versions.add(Long.valueOf(version.group(1)));
                }
            }
        }
        if (tags == 0) {
            throw malformed();
        }
        return new Expected(List.copyOf(versions));
    }

    /** @throws dev.tandem.kit.http.ProblemException 412 when no tag can ever have been a version */
    public Expected possible() {
        if (versions != null && versions.isEmpty()) {
            throw Problems.preconditionFailed(
                            "If-Match names no version that there could be; send the ETag of the resource"
                                    + " as you read it.")
                    .asException();
        }
        return this;
    }

    /** The first version; null if any will do. */
    public @Nullable Long first() {
        return versions == null || versions.isEmpty() ? null : versions.get(0);
    }

    /** The other acceptable versions; null if there are none. */
    public @Nullable List<Long> others() {
        return versions == null || versions.size() < 2 ? null : versions.subList(1, versions.size());
    }

    private static RuntimeException malformed() {
        return Problems.malformed("If-Match is not a list of ETags; send the one of the resource as you read it.")
                .asException();
    }
}
