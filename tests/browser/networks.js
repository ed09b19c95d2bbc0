// What graphology makes of a file of ours, as plain data: nodes and edges with their attributes.
import Graph from "graphology";
import gexf from "graphology-gexf/browser";
import graphml from "graphology-graphml/browser";

const readers = { gexf, graphml };

globalThis.readNetwork = (format, text) => {
  const graph = readers[format].parse(Graph, text);
  return {
    type: graph.type,
    multi: graph.multi,
    nodes: graph.mapNodes((id, attributes) => [id, attributes]),
    edges: graph.mapEdges((id, attributes, source, target) => [source, target, attributes]),
  };
};
