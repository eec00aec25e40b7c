extension StringProtocol {
    /// Without white space and line ends at both ends.
    var trimmingBlanks: SubSequence {
        let start = drop(while: \.isWhitespace)
        return start.lastIndex { !$0.isWhitespace }.map { start[...$0] } ?? start
    }
}

extension [String] {
    /// Each once, in order.
    var distinct: [String] {
        var seen = Set<String>()
        return filter { seen.insert($0).inserted }
    }
}
