/// What the code of an input calls a thing that it made.
public struct CodeName: Hashable, Sendable {
    /// Whose code it is.
    public var tool: Manager.Tool
    /// Its name there: an address of Terraform, `aws_security_group.rds`; a logical id of a template; a name in a Pulumi stack.
    public var name: String
    /// The document that it stands in: names mean something within their own alone.
    public var file: Int

    /// Makes one.
    public init(_ tool: Manager.Tool, _ name: String, file: Int) {
        (self.tool, self.name, self.file) = (tool, name, file)
    }
}

extension Inventory {
    /// What a tool's code calls a thing; nil where no input of the tool made it, and where that is another file than `file`.
    ///
    /// Without a file it is what any of them calls it.
    public func codeName(of id: TextID, _ tool: Manager.Tool, file: Int?) -> String? {
        guard let own = codeNames[id], own.tool == tool || own.tool == .cdk && tool == .cloudFormation else { return nil }
        return tool == .pulumi || own.file == file ? own.name : nil
    }

    /// The file in which a tool's code made a thing; nil where none did.
    public func codeFile(of id: TextID, _ tool: Manager.Tool) -> Int? {
        guard let own = codeNames[id], own.tool == tool || own.tool == .cdk && tool == .cloudFormation else { return nil }
        return own.file
    }
}

extension InventoryBuilder {
    /// Says what the code of an input calls a thing that it made.
    public mutating func noteCodeName(_ name: CodeName, of id: TextID) {
        if !id.isNone { inventory.codeNames[id] = name }
    }
}
