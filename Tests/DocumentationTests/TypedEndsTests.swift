import CoreModel
import Reachability
import Annotations
import Support
import Testing
import Words

@Suite("Ends that are typed by their real names, where what is shown has stand-ins")
struct TypedEndsTests {
    private static let text = """
        vpc v 10.0.0.0/16
        vpc w 10.1.0.0/16
        group sg-0aa=shop-api v
        group sg-0bb=shop-db v
        interface eni-0aa v sg-0aa 10.0.0.4 elb=front
        interface eni-0bb w - 10.1.0.4 elb=front
        complete
        """

    @Test(
        "What may be several things, or nothing, is told without a name of the input",
        arguments: [
            ("shop", "\"what was typed\" is two: sg-1, sg-2"), ("front", "\"what was typed\" is two: eni-1, eni-2"),
            ("shop-apu", "nothing is called \"what was typed\"; sgscope list shows all groups"),
        ])
    func errors(typed: String, said: String) throws {
        let (ends, _) = try Self.ends()
        #expect { try ends.endpoint(typed) } throws: { ($0 as? QuestionError)?.message == said }
    }

    @Test(
        "What is found is asked by its stand-in", arguments: [("shop-db", "group2"), ("sg-0aa", "sg-1"), ("eni-0bb", "eni-2")])
    func found(typed: String, asked: String) throws {
        let (ends, analyzer) = try Self.ends()
        let end = try ends.endpoint(typed)
        #expect(end.asked == asked)
        #expect(end.kind == (try analyzer.resolver.resolve(typed)).kind)
    }

    private static func ends() throws -> (TypedEnds, Analyzer) {
        let world = try World(text)
        var standIns = StandIns()
        standIns.learn(world.inventory)
        standIns.assign()
        return (TypedEnds(original: world.analyzer, standIns: standIns), world.analyzer)
    }
}
