package dev.retort.spi;

/** The user's wish that the run end: the first Ctrl-C, a SIGTERM, or {@code cancel} from another shell. */
public interface Cancellation {

    /** Whether the run was asked to end. Once true, stays true. */
    boolean requested();

    /**
     * Calls the action once when the run is asked to end, at once when it already was. The action runs on a thread of the engine
     * and must be short.
     *
     * @return removes the action when closed
     */
    Registration onRequest(Runnable action);

    /** An action that waits for the request. */
    interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}
