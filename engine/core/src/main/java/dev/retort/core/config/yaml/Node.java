package dev.retort.core.config.yaml;

import dev.retort.core.config.problem.Place;

/** A part of a document: a scalar, a mapping or a sequence. Immutable. */
public sealed interface Node permits Scalar, Mapping, Sequence {

    Place place();

    /** The same as if it stood there: for aliases. */
    Node at(Place place);

    /** How many nodes there are in it, itself included, aliases counted each time. */
    int size();
}
