import Annotations

extension Loading {
    /// Says on standard error what of the notes fits nothing here.
    func sayWarnings() {
        guard let notes else { return }
        for warning in NotesFit(annotations).warnings {
            StandardError.line("sgscope: warning: \(warning.line(file: notes.file))")
        }
    }
}
