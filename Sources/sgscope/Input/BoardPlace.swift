import Board
import Glibc
import NotesFile
import Readers

/// Where the board of an input lies: the file that is named, else beside the notes, the input, or in the working directory; where no file
/// can be made there, in the user's state folder.
struct BoardPlace {
    /// The file where it is to be; what is read and written is ``path``.
    let wanted: String
    /// Whether it was named on the command line.
    let isNamed: Bool
    /// The file in the state folder that stands for it; nil where there is no home.
    let fallback: String?
    let isHidden: Bool

    init(_ input: InputOptions, _ loading: Loading, named: String?, files: [String] = []) {
        isNamed = named != nil
        isHidden = loading.original != nil
        wanted = named ?? Self.beside(input, loading, files)
        fallback = named == nil ? Self.inStateFolder(wanted) : nil
    }

    /// The file that is there: the one that is wanted, else the one in the state folder; nil where there is neither.
    var existing: String? { [wanted, fallback].compactMap { $0 }.first { access($0, F_OK) == 0 } }

    /// The path as messages name it.
    var shownPath: String { isHidden ? BoardFile.name : wanted }

    /// Reads the board; nil where there is none.
    ///
    /// Throws where a named file is not there, and where one is no board.
    func read() throws -> Board? {
        guard let path = isNamed ? wanted : existing else { return nil }
        return try Failure.reading { try BoardReader().read(try InputReader().bytes(ofFile: path), from: path) }
    }

    private static func beside(_ input: InputOptions, _ loading: Loading, _ files: [String]) -> String {
        if !loading.isExample, let notes = loading.notes?.file ?? input.notes, !notes.isEmpty { return besideFile(notes) }
        if loading.isExample, let notes = input.notes { return besideFile(notes) }
        guard let first = (input.input + files).first(where: { $0 != "-" }) else { return BoardFile.name }
        return FileWriting.isDirectory(first)
            ? (first.hasSuffix("/") ? first : first + "/") + BoardFile.name : besideFile(first)
    }

    private static func besideFile(_ path: String) -> String {
        (path.lastIndex(of: "/").map { String(path[...$0]) } ?? "") + BoardFile.name
    }

    /// The file of the state folder that stands for another: its name tells the folder that it would lie in.
    private static func inStateFolder(_ path: String) -> String? {
        func variable(_ name: String) -> String? {
            getenv(name).map { String(cString: $0) }.flatMap { $0.hasPrefix("/") ? $0 : nil }
        }
        guard let state = variable("XDG_STATE_HOME") ?? variable("HOME").map({ $0 + "/.local/state" }) else { return nil }
        let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
        let real = realpath(folder, nil).map { pointer in
            defer { free(pointer) }
            return String(cString: pointer)
        }
        let name = (real ?? folder).map { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) ? $0 : "-" }
        return "\(state)/sgscope/board\(String(name).suffix(180)).yaml"
    }
}
