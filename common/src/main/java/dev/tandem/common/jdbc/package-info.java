/// What blocking code needs beside JDBC itself. Imports nothing of ours.
@NullMarked
package dev.tandem.common.jdbc;

import org.jspecify.annotations.NullMarked;
