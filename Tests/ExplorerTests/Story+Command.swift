import Support

@testable import Explorer

extension Story {
    /// Types a command behind ":" and does it.
    mutating func command(_ line: String) {
        press(":")
        type(line)
        press(.enter)
    }

    /// The first line of the screen.
    var title: String { String(screen.split(separator: "\n", omittingEmptySubsequences: false)[0]) }
}
