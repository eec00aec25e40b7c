import Explorer
import Glibc
import NotesFile
import Readers

/// Writes into the user's notes file that a finding is accepted.
enum NotesWriting {
    /// What became of it, in a line.
    enum Outcome {
        case written(String)
        /// It stands nowhere: the line is for the user to put in.
        case refused(String)
    }

    static func accept(_ acceptance: Acceptance) -> Outcome {
        let copied = "the line is copied, for audit: exceptions: in your notes"
        guard let path = acceptance.file else { return .refused("there is no notes file here; \(copied)") }
        do {
            let bytes = try InputReader().bytes(ofFile: path)
            let changed = try NotesAcceptance(line: acceptance.line).inserted(into: bytes, file: path)
            try FileWriting.replace(path, with: changed)
            return .written("accepted, in \(path)")
        } catch NotesAcceptance.Fault.unfit {
            return .refused("\(path) is written so that no line fits in; \(copied)")
        } catch NotesAcceptance.Fault.unreadable(let reason) {
            return .refused("\(path) is not read as notes (\(reason)); \(copied)")
        } catch {
            return .refused("\((error as? Failure)?.message ?? "\(path) cannot be written"); \(copied)")
        }
    }
}
