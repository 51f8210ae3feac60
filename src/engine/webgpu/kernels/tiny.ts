/** The rule about very small numbers (src/models/tiny.ts) in WGSL. */
import { TINY, TINY_GRADIENT } from '../../../models/tiny.ts';

/** `kept(x)`: the number as it is kept; `squarable(g)`: the gradient as it is squared. NaN stays. */
export const tinyCode = `
fn kept(x:f32)->f32{return select(x,0.0,abs(x)<${TINY});}
fn squarable(g:f32)->f32{return select(g,0.0,abs(g)<${TINY_GRADIENT});}
`;

/** `raised(x)`: eˣ, 0 where that is tiny. */
export const raisedCode = `
fn raised(x:f32)->f32{return select(exp(x),0.0,x<${Math.log(TINY)});}
`;
