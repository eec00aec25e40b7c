import Glibc
import CoreModel

/// Finds out whether a first argument that is no file was meant as a subcommand.
enum Misspelling {
    /// "there is no file and no subcommand \"wyh\"; did you mean why?"; nil where the argument is a file, an option or a subcommand.
    static func subcommand(in arguments: [String], known: [String]) -> String? {
        guard let first = arguments.first, !first.hasPrefix("-"), !known.contains(first), first != "help",
            access(first, F_OK) != 0, !first.contains("/"), !first.contains(".")
        else { return nil }
        let close = known.map { (EditDistance.between($0, first.lowercased()), $0) }.min { $0 < $1 }
        guard let close, close.0 <= max(1, first.count / 3) else { return nil }
        return "there is neither a subcommand nor a file \"\(first)\"; did you mean \(close.1)?"
    }
}
