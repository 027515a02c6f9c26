package dev.retort.plugins.distillation.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Locale;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** Gets images from the web, by http and https only. Redirects are followed, a few; whatever else goes wrong is told. */
public final class ImageFetcher implements AutoCloseable {

    private static final int MOST_REDIRECTS = 5;
    private static final Duration CONNECT = Duration.ofSeconds(10);

    private final OkHttpClient client;

    /** Takes the longest that one image may take, redirects apart. */
    public ImageFetcher(Duration timeout) {
        this.client = new OkHttpClient.Builder()
                .callTimeout(timeout)
                .connectTimeout(CONNECT)
                .readTimeout(timeout)
                .followRedirects(false)
                .followSslRedirects(false)
                .build();
    }

    byte[] fetch(String text, ImageRules rules) throws ImageException, IOException {
        HttpUrl url = HttpUrl.parse(text);
        if (url == null) {
            throw unreachable("this is no URL");
        }
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            Request request = new Request.Builder()
                    .url(url)
                    .header("Accept", "image/png, image/jpeg, image/webp, image/gif")
                    .build();
            try (Response response = client.newCall(request).execute()) {
                if (response.isRedirect()) {
                    HttpUrl next = url.resolve(response.header("Location", ""));
                    if (next == null) {
                        throw unreachable("redirected to what is neither http nor https");
                    }
                    url = next;
                } else if (response.isSuccessful()) {
                    return body(response, rules);
                } else {
                    throw unreachable("the server answered HTTP " + response.code());
                }
            } catch (IOException e) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new InterruptedIOException("interrupted while an image was fetched");
                }
                throw unreachable(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
            }
        }
        throw unreachable(String.format(Locale.ROOT, "redirected more than %d times", MOST_REDIRECTS));
    }

    private static byte[] body(Response response, ImageRules rules) throws ImageException, IOException {
        rules.checkLength(response.body().contentLength());
        try (InputStream in = response.body().byteStream()) {
            byte[] bytes = in.readNBytes(rules.readAtMost() + 1);
            rules.checkLength(bytes.length);
            return bytes;
        }
    }

    private static ImageException unreachable(String reason) {
        return new ImageException("image_unreachable", "the image cannot be fetched: " + reason);
    }

    @Override
    public void close() {
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }
}
