package dev.tandem.gateway.docs;

import dev.tandem.kit.http.Problems;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * Serves {@code /docs}: the contract at {@code /openapi.yaml} as a page to read and to try out, for everybody.
 *
 * <p>The gateway serves everything that the page needs, and the page's policy lets the browser load nothing else. The page
 * is revalidated every time; its files are cached per version.
 */
public final class DocsPage {

    /** The renderer's style sheet embeds images, which count as data. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final Assets assets;
    private final Asset page;

    /** Reads its files from the class path, which blocks: call it at the start, on a worker thread. */
    public DocsPage() {
        assets = Assets.load();
        page = assets.page();
    }

    public void mount(Router router) {
        router.get("/docs").handler(ctx -> send(ctx, page, "no-cache"));
        router.get("/docs/:version/:file").handler(this::sendAsset);
    }

    private void sendAsset(RoutingContext ctx) {
        Asset asset = assets.find(ctx.pathParam("version"), ctx.pathParam("file"))
                .orElseThrow(() -> Problems.notFound("The page has no such file; see /docs.")
                        .asException());
        send(ctx, asset, "public, max-age=31536000, immutable");
    }

    private static void send(RoutingContext ctx, Asset asset, String caching) {
        ctx.response()
                .putHeader("Cache-Control", caching)
                .putHeader("Content-Security-Policy", POLICY)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer");
        asset.fixed().answer(ctx);
    }
}
