/**
 * Images as chat models take them: named by a record, read, checked by their content, sent as they are or made to fit. Read {@link
 * dev.retort.plugins.distillation.image.ImageLoader} first, then {@link dev.retort.plugins.distillation.image.ImageHeader}.
 */
@NullMarked
package dev.retort.plugins.distillation.image;

import org.jspecify.annotations.NullMarked;
