package dev.tandem.kit.telemetry;

/**
 * The target of a call to another service, for its span: the address without query string, with tokens in its path masked.
 * {@link #template} replaces ids in the path, so that similar calls share a name.
 */
record CallTarget(String url, String authority, String path) {

    static CallTarget of(String address) {
        int end = address.indexOf('?');
        String url = SecretPaths.masked(end < 0 ? address : address.substring(0, end));
        int scheme = url.indexOf("://");
        int host = scheme < 0 ? 0 : scheme + 3;
        int path = url.indexOf('/', host);
        return path < 0
                ? new CallTarget(url, url.substring(host), "/")
                : new CallTarget(url, url.substring(host, path), url.substring(path));
    }

    /** A segment with a digit is an id, unless it is a version; after an id, collections and ids alternate. */
    String template() {
        StringBuilder template = new StringBuilder();
        boolean collection = true;
        boolean nested = false;
        for (String segment : path.substring(1).split("/", -1)) {
            boolean id = isId(segment) || (nested && !collection);
            nested |= id;
            collection = id;
            template.append('/').append(id ? "{id}" : segment);
        }
        return template.toString();
    }

    private static boolean isId(String segment) {
        return segment.chars().anyMatch(Character::isDigit) && !segment.matches("v\\d{1,2}");
    }
}
