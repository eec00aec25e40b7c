import Files
import Glibc
import Text

/// Names that follow from the arguments: the inventory's label and the notes that go with it.
enum InputNames {
    /// What titles and answers call the inventory: the last part of each path.
    static func label(_ arguments: [InputArgument]) -> String {
        let names = arguments.map { argument in
            switch argument {
            case .standardInput, .memory: argument.name
            case .path(let path): lastPart(path)
            }
        }
        return TextList.few(names, limit: 3, separator: " + ")
    }

    /// The notes that a directory would hold.
    static func notes(in directory: String) -> String {
        directory.hasSuffix("/") ? directory + notesName : "\(directory)/\(notesName)"
    }

    /// Inside a directory input, else beside the first input, else in the working directory; nil where there is none.
    static func notesFile(_ arguments: [InputArgument]) throws(ReadError) -> String? {
        var candidates: [String] = []
        for case .path(let path) in arguments where try PathKind(existing: path) == .folder { candidates.append(notes(in: path)) }
        if case .path(let path)? = arguments.first { candidates.append(beside(path)) }
        return (candidates + [notesName]).first { PathKind(of: $0) == .file }
    }

    private static let notesName = "sgscope.yaml"

    /// Whether a file that a directory holds is the board of pinned questions, which is no input.
    static func isBoard(_ path: String) -> Bool { path == boardName || path.hasSuffix("/\(boardName)") }

    private static let boardName = "sgscope-board.yaml"

    private static func beside(_ path: String) -> String {
        let parts = path.split(separator: "/", omittingEmptySubsequences: true)
        let folder = parts.dropLast().joined(separator: "/")
        if path.hasPrefix("/") { return folder.isEmpty ? "/\(notesName)" : "/\(folder)/\(notesName)" }
        return folder.isEmpty ? notesName : "\(folder)/\(notesName)"
    }

    /// The last part of a path; of `.` and `..` what they stand for.
    private static func lastPart(_ path: String) -> String {
        let last = path.split(separator: "/").last.map(String.init) ?? path
        guard last == "." || last == "..", let real = realpath(path, nil) else { return last }
        defer { free(real) }
        return String(cString: real).split(separator: "/").last.map(String.init) ?? "/"
    }
}
