/**
 * Other systems under the Nexmark benchmark, each a {@link io.millrace.bench.nexmark.Contender};
 * not in the default build.
 *
 * <p>Read {@link io.millrace.bench.peers.FlinkContender}.
 */
package io.millrace.bench.peers;
