extension InputReader {
    /// The bytes of a file that is no inventory, such as notes.
    ///
    /// Throws ``ReadError`` where the file cannot be opened or read; pipes and devices are refused.
    public func bytes(ofFile path: String) throws(ReadError) -> [UInt8] {
        let file = try OpenFile(path: path)
        let input = InputBytes()
        try file.rest(into: input)
        return Array(input.bytes)
    }
}
