// The peer in Go: what Sexton does for the JVM, done by the runtime it is modelled on. Prints figures as the probes do.
//
//	go-peer MODE SETTING N COUNT
//
// add, stop: N goroutines, COUNT registrations each; ns each. drain: N rounds of COUNT dead objects; ms.
// pull, first: COUNT values; ns each.
package main

import (
	"fmt"
	"iter"
	"os"
	"runtime"
	"strconv"
	"sync"
	"sync/atomic"
	"time"
)

// An object has to be on the heap and of a size of its own: the smallest ones share a block, and die together.
type object struct {
	self *object
	pad  int64
}

const rounds = 5

var sink any

func main() {
	if len(os.Args) != 5 {
		fail("go-peer MODE SETTING N COUNT")
	}
	mode, setting := os.Args[1], os.Args[2]
	n, count := number(os.Args[3]), number(os.Args[4])
	switch mode {
	case "add":
		fmt.Println(figure(setting, "Go", median(func() float64 { return add(n, count/10) })))
	case "stop":
		fmt.Println(figure(setting, "Go", median(func() float64 { return stop(n, count/n) })))
	case "drain":
		drain(count)
		for i := 0; i < n; i++ {
			afterReturn, afterCall := drain(count)
			fmt.Println(figure(setting, "Go", afterReturn))
			fmt.Println(figure(setting+", collection included", "Go", afterCall))
		}
	case "pull":
		fmt.Println(figure(setting, "Go iter.Pull", median(func() float64 { return pull(count) })))
	case "first":
		fmt.Println(figure(setting, "Go iter.Pull", median(func() float64 { return first(count / 10) })))
	default:
		fail("no mode " + mode)
	}
}

func fail(why string) {
	fmt.Fprintln(os.Stderr, why)
	os.Exit(2)
}

func number(text string) int {
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		fail("not a positive number: " + text)
	}
	return n
}

func figure(setting, who string, value float64) string {
	return fmt.Sprintf("figure\t%s\t%s\t%.6g", setting, who, value)
}

// median of a few rounds, after one to warm up.
func median(round func() float64) float64 {
	round()
	values := make([]float64, rounds)
	for i := range values {
		values[i] = round()
	}
	for i := range values {
		for j := i + 1; j < len(values); j++ {
			if values[j] < values[i] {
				values[i], values[j] = values[j], values[i]
			}
		}
	}
	return values[rounds/2]
}

// together runs the same in n goroutines and returns how long the slowest took.
func together(n int, work func()) time.Duration {
	var start, end sync.WaitGroup
	start.Add(1)
	for i := 0; i < n; i++ {
		end.Add(1)
		go func() {
			defer end.Done()
			start.Wait()
			work()
		}()
	}
	began := time.Now()
	start.Done()
	end.Wait()
	return time.Since(began)
}

// add registers cleanups for objects that stay alive; as in Java, a thread's time is what counts.
func add(n, count int) float64 {
	all := make([][]*object, n)
	for i := range all {
		all[i] = make([]*object, count)
		for j := range all[i] {
			all[i][j] = new(object)
		}
	}
	runtime.GC()
	var next atomic.Int32
	took := together(n, func() {
		for i, o := range all[next.Add(1)-1] {
			runtime.AddCleanup(o, func(int64) {}, int64(i))
		}
	})
	runtime.KeepAlive(all)
	return float64(took.Nanoseconds()) / float64(count)
}

func stop(n, count int) float64 {
	took := together(n, func() {
		o := new(object)
		for i := 0; i < count; i++ {
			runtime.AddCleanup(o, func(int64) {}, int64(i)).Stop()
		}
		runtime.KeepAlive(o)
	})
	return float64(took.Nanoseconds()) / float64(count)
}

// drain returns the milliseconds from the return of runtime.GC and from its call to the end of the last cleanup.
func drain(count int) (float64, float64) {
	var left atomic.Int64
	left.Store(int64(count))
	released := make([]byte, count)
	done := make(chan time.Time, 1)
	fill(count, func(handle int64) {
		released[handle]++
		if left.Add(-1) == 0 {
			done <- time.Now()
		}
	})
	called := time.Now()
	runtime.GC()
	returned := time.Now()
	// The runtime does not count the goroutines that run cleanups as alive: while this one only waits for them, it may say
	// that all are asleep. A timer keeps it from that.
	var end time.Time
	select {
	case end = <-done:
	case <-time.After(time.Minute):
		panic("not all handles were released within a minute")
	}
	for _, times := range released {
		if times != 1 {
			panic("a handle was not released once")
		}
	}
	return max(0, millis(end.Sub(returned))), millis(end.Sub(called))
}

//go:noinline
func fill(count int, release func(int64)) {
	alive := make([]*object, count)
	for i := range alive {
		alive[i] = new(object)
		runtime.AddCleanup(alive[i], release, int64(i))
	}
	runtime.KeepAlive(alive)
}

func millis(d time.Duration) float64 {
	return float64(d.Nanoseconds()) / 1e6
}

var values = func() []any {
	all := make([]any, 1024)
	for i := range all {
		all[i] = strconv.Itoa(i)
	}
	return all
}()

func endless(yield func(any) bool) {
	for i := 0; yield(values[i&1023]); i++ {
	}
}

func pull(count int) float64 {
	next, stop := iter.Pull(iter.Seq[any](endless))
	defer stop()
	began := time.Now()
	for i := 0; i < count; i++ {
		sink, _ = next()
	}
	return float64(time.Since(began).Nanoseconds()) / float64(count)
}

func first(count int) float64 {
	began := time.Now()
	for i := 0; i < count; i++ {
		next, stop := iter.Pull(iter.Seq[any](endless))
		sink, _ = next()
		stop()
	}
	return float64(time.Since(began).Nanoseconds()) / float64(count)
}
