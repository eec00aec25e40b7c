/// Text of the help as one writes it in a source file.
extension String {
    /// The same with the lines of each paragraph joined, so that whoever shows it wraps it at his own width; lines that are indented, and
    /// blank ones, stay as they are.
    var flowing: String {
        var lines: [String] = []
        var isOpen = false
        for line in split(separator: "\n", omittingEmptySubsequences: false) {
            let isProse = !line.isEmpty && !line.hasPrefix(" ")
            if isProse, isOpen, let last = lines.popLast() {
                lines.append("\(last) \(line)")
            } else {
                lines.append(String(line))
            }
            isOpen = isProse
        }
        return lines.joined(separator: "\n")
    }
}
