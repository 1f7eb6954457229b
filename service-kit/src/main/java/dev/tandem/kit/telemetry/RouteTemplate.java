package dev.tandem.kit.telemetry;

/**
 * The full route of a request, as clients see it, joined from the routes that matched: {@code /v1/*} and
 * {@code /v1/projects/:id} become {@code /v1/projects/{id}}, and so do the mount {@code /v1/*} and {@code /projects/:id} in
 * the router there.
 *
 * @param path what is known so far; Vert.x writes the open end of a wildcard as a slash
 */
public record RouteTemplate(String path) {

    public static final RouteTemplate NONE = new RouteTemplate("");

    /** Joins the routes that Vert.x reports for its metrics, separated by {@code >}. */
    static RouteTemplate of(String joined) {
        RouteTemplate template = NONE;
        for (String route : joined.split(">")) {
            template = template.then(route);
        }
        return template;
    }

    /** The template after {@code route} has matched too. */
    public RouteTemplate then(String route) {
        String next = braced(route);
        return new RouteTemplate(
                next.startsWith(path) ? next : path.substring(0, path.length() - (open() ? 1 : 0)) + next);
    }

    /** Returns true if the template is the route of a handler, not just a branch of the path tree. */
    public boolean complete() {
        return !path.isEmpty() && !(open() && path.length() > 1);
    }

    private boolean open() {
        return path.endsWith("/");
    }

    private static String braced(String route) {
        return route.indexOf(':') < 0 ? route : route.replaceAll("/:(\\w+)", "/{$1}");
    }
}
