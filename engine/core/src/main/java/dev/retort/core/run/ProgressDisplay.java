package dev.retort.core.run;

/** Shows a run while it lasts. Called from several threads; everything it gets is masked already, but for the snapshots' names. */
public interface ProgressDisplay {

    /** The run has a directory and begins. */
    void started(RunDirectory directory);

    /** A line that the task wants the user to see. */
    void say(String line);

    /** A warning from the log, in one line or a few. */
    void warn(String line);

    /** How far the task is: about five times a second, and once more at the end. */
    void progress(ProgressUpdate update);
}
