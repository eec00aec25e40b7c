import Testing

/// What `draw` makes of whole inventories, as somebody last looked at it.
///
/// `SGSCOPE_RECORD=1` stores the pictures anew; look at each that has changed.
@Suite("Pictures of inventories")
struct InventoryPictureTests {
    @Test(
        "are as they were when somebody last looked, and keep to the width",
        arguments: ["terraform-inline", "terraform-rules", "cloudformation"])
    func stored(name: String) throws {
        let folder = name == "cloudformation" ? "cloudformation/aws-yaml" : "\(name)/aws"
        for (columns, options) in [(120, []), (80, ["--detail", "names"])] as [(Int, [String])] {
            let run = try ProgramRun(
                ["draw", "-i", Places.inputs.appending(path: folder).path, "--width", "\(columns)"] + options)
            #expect(run.status == 0)
            let stored = try Places.stored("draw-\(name)-\(columns).txt", run.output)
            #expect(run.output == stored, "\(run.output)")
            for line in run.output.split(separator: "\n") { #expect(line.count <= columns, "\(line)") }
        }
    }
}
