/// The only bridge between reactive and blocking code. Imports nothing of ours.
@NullMarked
package dev.tandem.common.async;

import org.jspecify.annotations.NullMarked;
