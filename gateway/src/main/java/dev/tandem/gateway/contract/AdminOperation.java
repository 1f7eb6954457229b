package dev.tandem.gateway.contract;

import io.vertx.core.http.HttpMethod;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One operation for operators, as described in the contract.
 *
 * @param path may end in an action, as {@code /v1/admin/things/{id}:mend}
 * @param tag selects the handler if the operation has none of its own
 */
record AdminOperation(String path, HttpMethod method, String id, String tag) {

    static final String PREFIX = "/v1/admin/";

    /** Begins the substitute paths, which no client uses. */
    private static final String ELSEWHERE = "/-";

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");

    static boolean isMethod(String member) {
        return METHODS.contains(member);
    }

    static AdminOperation of(String path, String method, String id, String tag) {
        return new AdminOperation(path, HttpMethod.valueOf(method.toUpperCase(Locale.ROOT)), id, tag);
    }

    /**
     * A substitute for a path, because the contract's loader refuses a path segment that continues after a parameter. The
     * router gets a route for the substitute. It begins differently, so that no request matches both routes and is counted
     * and traced twice.
     */
    static String substitute(String path) {
        return ELSEWHERE + path.replace("}:", "}/");
    }

    static boolean isSubstitute(String path) {
        return path.startsWith(ELSEWHERE + PREFIX);
    }

    boolean isCalled(String name) {
        return tag.equals(name) || id.equals(name);
    }

    /** The regular expression for a path; a parameter extends to the next slash or colon. */
    static String regex(String path) {
        StringBuilder regex = new StringBuilder();
        Matcher parameter = PARAMETER.matcher(path);
        int end = 0;
        while (parameter.find()) {
            regex.append(Pattern.quote(path.substring(end, parameter.start())))
                    .append("(?<")
                    .append(parameter.group(1))
                    .append(">[^/:]+)");
            end = parameter.end();
        }
        return regex.append(Pattern.quote(path.substring(end))).toString();
    }
}
