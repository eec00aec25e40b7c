import CoreModel
import Glibc

/// An argument that names a file where something else is expected.
enum InputPath {
    private static let endings = [".json", ".yaml", ".yml", ".tfstate", ".gz"]

    /// Whether a word is written as a path: with a slash, and no CIDR, or with the ending of an input.
    static func isWritten(_ word: String) -> Bool {
        if isHere(word) { return true }
        if word.contains("://") || word.hasPrefix("arn:") { return false }
        // A sentence may end in a file's name; a file with blanks in its name is there.
        if word.contains(" "), !exists(word) { return false }
        if hasEnding(word) { return true }
        let isPort = word.hasSuffix("/tcp") || word.hasSuffix("/udp")
        return word.contains("/") && (try? WrittenNetwork(parsing: word)) == nil && !isPort && !isProtocol(word.lowercased())
    }

    /// Whether a word that is written as a path can be nothing else: `VPC/NAME` is an end.
    static func isNothingElse(_ word: String) -> Bool {
        isHere(word) || hasEnding(word) || ["/", "./", "../", "~/"].contains(where: word.hasPrefix)
    }

    /// The working directory, or the one above.
    private static func isHere(_ word: String) -> Bool { word == "." || word == ".." }

    /// Whether there is such a file or directory.
    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    private static func hasEnding(_ word: String) -> Bool {
        let lower = word.lowercased()
        return endings.contains(where: lower.hasSuffix)
    }

    /// `icmp/3/4`, `tcp/5432`, `proto/50`.
    private static func isProtocol(_ word: String) -> Bool {
        ["icmp/", "icmpv6/", "proto/", "tcp/", "udp/"].contains(where: word.hasPrefix)
    }
}
