@NullMarked
package dev.tandem.common;

import org.jspecify.annotations.NullMarked;
