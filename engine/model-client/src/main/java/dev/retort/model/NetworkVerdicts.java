package dev.retort.model;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/**
 * What an attempt that ended in an exception means: each has a name and words of its own, and all of it is transient but
 * an untrusted certificate.
 */
final class NetworkVerdicts {

    private NetworkVerdicts() {}

    /**
     * Names the failure.
     *
     * @param authority host and port, for the message
     * @param status the status that had come before, or 0
     * @param connected whether there was a connection, so that the server may have seen the request
     */
    static AttemptFailure on(IOException failure, String authority, int status, boolean connected) {
        String words = words(failure);
        if (failure instanceof UnknownHostException) {
            return failed("dns_failure", "the host of " + authority + " has no known address", status);
        }
        if (failure instanceof ConnectException || failure instanceof NoRouteToHostException) {
            String cause = rootWords(failure);
            String type = cause.toLowerCase(Locale.ROOT).contains("refused") ? "connection_refused" : "connect_failed";
            return failed(type, "cannot connect to " + authority + ": " + cause, status);
        }
        if (failure instanceof SocketTimeoutException) {
            return failed("timeout_connect", "no connection to " + authority + " in time: " + words, status);
        }
        if (failure instanceof SSLException tls && !connected) {
            return tls(tls, authority, status);
        }
        if (failure instanceof EOFException || words.contains("unexpected end of stream")) {
            return status == 0
                    ? failed("connection_closed", authority + " closed the connection without a response", status)
                    : failed("truncated_body", authority + " broke off in the middle of a response", status);
        }
        if (failure instanceof ProtocolException) {
            return failed("invalid_http", authority + " does not speak proper HTTP: " + words, status);
        }
        if (failure instanceof SocketException
                || failure instanceof SSLException
                || words.startsWith("stream was reset")) {
            return failed("connection_reset", "the connection to " + authority + " broke: " + words, status);
        }
        return failed("network_failure", "the exchange with " + authority + " failed: " + words, status);
    }

    private static AttemptFailure tls(SSLException failure, String authority, int status) {
        boolean certificate = failure instanceof SSLPeerUnverifiedException || has(failure, CertificateException.class);
        if (certificate) {
            return AttemptFailure.of(
                    FailureClass.RUN,
                    "tls_certificate",
                    "the certificate of " + authority + " is not trusted: " + rootWords(failure),
                    status);
        }
        String words = words(failure);
        String hint = words.contains("Unsupported or unrecognized SSL message")
                ? " (does it speak http rather than https?)"
                : "";
        return failed("tls_failure", "no TLS with " + authority + ": " + words + hint, status);
    }

    private static AttemptFailure failed(String type, String message, int status) {
        return AttemptFailure.of(FailureClass.TRANSIENT, type, message, status);
    }

    private static boolean has(@Nullable Throwable failure, Class<?> type) {
        int depth = 0;
        for (Throwable each = failure; each != null && depth < 10; each = each.getCause(), depth++) {
            if (type.isInstance(each)) {
                return true;
            }
        }
        return false;
    }

    private static String rootWords(Throwable failure) {
        Throwable root = failure;
        for (int depth = 0; depth < 10 && root.getCause() != null; depth++) {
            root = root.getCause();
        }
        return words(root);
    }

    private static String words(Throwable failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }
}
