package dev.retort.model;

/** Whose fault a failure is; this decides what happens next. */
public enum FailureClass {
    /** The record's: 400, 404, 413, 422, a content filter. It fails at once; the others go on. */
    RECORD,
    /** Nobody's for long: connection, timeout, 408, 409, 5xx, an unreadable body. Retried; met here, the retries are used up. */
    TRANSIENT,
    /** The load's: 429, an overloaded server. Retried later, and a reason to send less. */
    PRESSURE,
    /** The run's: the key, the purse, the model. Every further request would fail alike; the caller should stop. */
    RUN,
    /** The caller's own: the client was drained or closed before an answer came. The record is undone, not failed. */
    CANCELLED
}
