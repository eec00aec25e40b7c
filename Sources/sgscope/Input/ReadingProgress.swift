import Glibc

/// What is being read, before it is.
enum ReadingProgress: Sendable {
    /// AWS, with the calls that are done; nil where they are not to be named.
    case aws(String?)
    /// A file; nil where it is not to be named.
    case file(String?)

    /// The same without names.
    var hidden: ReadingProgress {
        switch self {
        case .aws: .aws(nil)
        case .file: .file(nil)
        }
    }

    /// "reading groups.json, 45 MB".
    var text: String {
        switch self {
        case .aws(let calls): "reading AWS" + (calls.map { ": \($0)" } ?? "")
        case .file(nil): "reading an input"
        case .file(let path?): "reading \(path)\(Self.size(of: path))"
        }
    }

    /// ", 531 MB" for a large file.
    private static func size(of path: String) -> String {
        var facts = stat()
        guard stat(path, &facts) == 0, facts.st_size > 10_000_000 else { return "" }
        return ", \(facts.st_size / 1_000_000) MB"
    }
}
