/// Takes a result so that the compiler must make it.
@inline(never)
@_optimize(none)
package func consume<Result>(_ result: borrowing Result) {}
