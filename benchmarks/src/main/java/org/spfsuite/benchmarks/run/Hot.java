package org.spfsuite.benchmarks.run;

import org.spfsuite.benchmarks.engine.Engine;
import org.spfsuite.benchmarks.world.Shape;

/**
 * A hot benchmark.
 *
 * @param shape the workload
 * @param engine who checked
 * @param threads in how many threads
 * @param speed how fast
 */
public record Hot(Shape shape, Engine engine, int threads, Speed speed) {}
