import ArgumentParser
import Glibc
import Readers
import Trial

/// Changes that are laid over what was read before anything is asked: `--with LINE|FILE`.
struct TrialOptions: ParsableArguments {
    @Option(
        name: .customLong("with"), parsing: .unconditionalSingleValue,
        help: ArgumentHelp(
            "A change to try, such as \"+ rds ingress 5432 from alb\" or \"off nat-0\", or a file of them; repeatable. Nothing is sent to AWS.",
            valueName: "line|file"))
    var with: [String] = []

    var isGiven: Bool { !with.isEmpty }

    /// The changes over what was read; wrong usage where a line is none.
    func trial(over loading: Loading) throws -> Trial {
        var trial = Trial(loading.analyzer)
        for argument in with {
            if TrialLine.looksLikeOne(argument) {
                do throws(TrialFault) { try trial.add(argument) } catch { throw Self.failure("--with: ", error) }
            } else {
                let (text, name) = try Self.text(argument)
                do throws(Trial.LineFault) { try trial.add(file: text, named: name) } catch {
                    throw Self.failure("\(name):\(error.number): ", error.fault)
                }
            }
        }
        return trial
    }

    /// What was read with the changes laid over it; what was read where there are none.
    func laid(over loading: Loading) throws -> Loading {
        isGiven ? Loading(try trial(over: loading), of: loading) : loading
    }

    private static func text(_ path: String) throws -> (String, name: String) {
        guard path == "-" || access(path, F_OK) == 0 else {
            throw Failure.wrongUsage(
                "--with takes a change, such as \"+ rds ingress 5432 from alb\" or \"off nat-0\", or a file of them; \"\(path)\" is neither"
            )
        }
        let bytes = try Failure.reading { try InputReader().bytes(ofFile: path) }
        return (String(decoding: bytes, as: UTF8.self), path == "-" ? "standard input" : path)
    }

    private static func failure(_ lead: String, _ fault: TrialFault) -> Failure { .wrongUsage(lead + fault.message) }
}
