package dev.sexton.benchmarks.coroutines

/** Kotlin's own ways to turn code that pushes into an iterator. */
object Generators {
    /** An endless iterator over the values, by the builder `iterator`. */
    @JvmStatic
    fun byIterator(values: Array<Any>): Iterator<Any> = iterator { repeatForEver(values) }

    /** An endless iterator over the values, by the builder `sequence`. */
    @JvmStatic
    fun bySequence(values: Array<Any>): Iterator<Any> = sequence { repeatForEver(values) }.iterator()

    private suspend fun SequenceScope<Any>.repeatForEver(values: Array<Any>) {
        var i = 0
        while (true) {
            yield(values[i++ and (values.size - 1)])
        }
    }

    /** Endless walks down to the depth, which yield one value on the way back from each level. */
    @JvmStatic
    fun byRecursion(values: Array<Any>, depth: Int): Iterator<Any> = iterator {
        while (true) {
            walk(values, depth)
        }
    }

    private suspend fun SequenceScope<Any>.walk(values: Array<Any>, depth: Int) {
        if (depth > 1) {
            walk(values, depth - 1)
        }
        yield(values[depth])
    }

    /** A sequence through as many generators as depth says, each of which takes from the one before it. */
    @JvmStatic
    fun chain(values: Array<Any>, depth: Int): Iterator<Any> = layers(values, depth).iterator()

    private fun layers(values: Array<Any>, depth: Int): Sequence<Any> {
        if (depth == 1) {
            return sequence { repeatForEver(values) }
        }
        val inner = layers(values, depth - 1)
        return sequence {
            for (value in inner) {
                yield(value)
            }
        }
    }
}
