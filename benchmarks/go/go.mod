module dev.sexton/benchmarks

go 1.24
