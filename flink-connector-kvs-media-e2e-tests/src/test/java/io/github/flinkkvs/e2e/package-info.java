/**
 * The connector in real jobs: on Flink's MiniCluster, against the emulator, while sessions, tasks
 * and whole jobs fail.
 */
package io.github.flinkkvs.e2e;
