import ArgumentParser
import Reachability
import Trial

/// The inputs of a command that takes no other words.
struct InputFiles: ParsableArguments {
    @Argument(help: "Inputs, as with -i.")
    var files: [String] = []

    /// Reads them with what the options name; `instead` is what to write for a word that is no file, a group's name perhaps.
    func load(
        _ input: InputOptions, _ trial: TrialOptions? = nil, readsNotes: Bool = true, instead: ((String) -> String)? = nil
    ) throws -> Loading {
        try check(input, instead)
        return try input.load(files: files, readsNotes: readsNotes, trial: trial)
    }

    /// Reads them, with changes that are not laid over what was read.
    func load(_ input: InputOptions, on trial: TrialOptions) throws -> (read: Loading, trial: Trial) {
        try check(input, nil)
        return try input.load(files: files, on: trial)
    }

    private func check(_ input: InputOptions, _ instead: ((String) -> String)?) throws {
        guard let word = files.first(where: { $0 != "-" && !InputPath.isWritten($0) && !InputPath.exists($0) }) else { return }
        let hint = instead.map { "; \($0(word))" } ?? ""
        throw Failure.wrongUsage("there is no file \(input.isRedacted ? "of that name" : word)\(hint)")
    }
}

extension InputOptions {
    /// Reads everything, where words of a command may be inputs; the other words are returned.
    ///
    /// Inputs are those that are written as paths, and that nothing in the input is called; `finds` tells whether a word that is neither means something to the command.
    ///
    /// Throws ``Failure/noFile(_:)`` for a path that is missing.
    func load(
        among words: [String], _ trial: TrialOptions? = nil, redaction: Redaction? = nil, readsEarlier: Bool = false,
        finds: (Loading, String) -> Bool = { _, _ in false }
    ) throws -> (loading: Loading, words: [String]) {
        let paths = words.filter { InputPath.isWritten($0) }
        if paths.isEmpty { return (try load(redaction: redaction, trial: trial, readsEarlier: readsEarlier), words) }
        func isCalled(_ loading: Loading, _ word: String) -> Bool { (try? loading.asking.resolver.resolve(word)) != nil }
        // What can be read once only, or takes long, is not read to find that out.
        if !input.isEmpty, !input.contains("-"), !isLive {
            let loading = try load(redaction: redaction, readsEarlier: readsEarlier)
            if paths.allSatisfy({ isCalled(loading, $0) }) {
                // Changes may come from standard input, which is read once only.
                let isOnTrial = trial?.isGiven == true
                let tried = isOnTrial ? try load(redaction: redaction, trial: trial, readsEarlier: readsEarlier) : loading
                return (tried, words)
            }
        }
        let files = paths.filter(InputPath.exists)
        let loading = try load(files: files, redaction: redaction, trial: trial, readsEarlier: readsEarlier)
        for missing in paths where !files.contains(missing) {
            // With a slash it may be VPC/NAME, and is an unknown one then.
            guard InputPath.isNothingElse(missing), !isCalled(loading, missing), !finds(loading, missing) else { continue }
            throw Failure.noFile(missing)
        }
        if !isRedacted { for file in files { StandardError.line("sgscope: \(file) is a file: read as input (-i)") } }
        return (loading, words.filter { !files.contains($0) })
    }
}
