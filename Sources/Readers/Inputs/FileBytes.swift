extension InputReader {
    /// The bytes of a file that is no inventory, such as notes, or that is read more than once; `-` is standard input.
    ///
    /// Throws ``ReadError`` where the file cannot be opened or read; pipes and devices are refused.
    public func bytes(ofFile path: String) throws(ReadError) -> [UInt8] {
        let file = try path == "-" ? OpenFile(descriptor: standardInput, name: "standard input") : OpenFile(path: path)
        let input = InputBytes()
        try file.rest(into: input)
        return Array(input.bytes)
    }
}
